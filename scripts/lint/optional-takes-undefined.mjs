const TAKES_UNDEFINED = new Set(["TSUndefinedKeyword", "TSUnknownKeyword", "TSAnyKeyword"]);
const NEEDS_PARENTHESES = new Set(["TSFunctionType", "TSConditionalType"]);

const takesUndefined = (type) =>
  TAKES_UNDEFINED.has(type.type) || (type.type === "TSUnionType" && type.types.some(takesUndefined));

/**
 * Wants `| undefined` for every optional property of an exported type. Programs compiled with `exactOptionalPropertyTypes`
 * could not pass a value that may be undefined otherwise.
 */
export const optionalTakesUndefined = {
  meta: { type: "problem", fixable: "code", schema: [] },
  create: (context) => ({
    "ExportNamedDeclaration TSPropertySignature[optional=true]"(node) {
      const type = node.typeAnnotation?.typeAnnotation;
      if (!type || takesUndefined(type)) return;
      context.report({
        node,
        message: "An optional property of an exported type also takes undefined.",
        fix: (fixer) =>
          NEEDS_PARENTHESES.has(type.type)
            ? [fixer.insertTextBefore(type, "("), fixer.insertTextAfter(type, ") | undefined")]
            : fixer.insertTextAfter(type, " | undefined"),
      });
    },
  }),
};

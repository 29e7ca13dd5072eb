// In place of what Pulumi loads to upload the code of functions, and of the compiler that it runs programs with: most of
// all its modules, for nothing that tests do.
module.exports = {};

/** `npm run site`: builds the documentation site, guides and API, into `site/`. A dead link is an error. */
import { site } from "./checks/site.mjs";

process.exitCode = site().failed === 0 ? 0 : 1;

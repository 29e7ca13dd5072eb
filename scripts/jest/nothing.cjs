// In place of what Pulumi loads to upload the code of functions, to run programs with the compiler, and to automate its own
// commands: most of all its modules, for nothing that tests do.
module.exports = {};

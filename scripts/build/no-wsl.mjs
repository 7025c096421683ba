/** In place of a package with which oclif finds out whether it runs on WSL: nothing here depends on it, and looking takes time. */
export const isWsl = false;

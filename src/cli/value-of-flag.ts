/** What is typed for a flag, before anything is parsed; null where it is not there. */
export function valueOfFlag(argv: readonly string[], flag: string): string | null {
  const own = argv.includes('--') ? argv.slice(0, argv.indexOf('--')) : argv;
  const at = own.indexOf(flag);
  return (at >= 0 ? own[at + 1] : own.find((argument) => argument.startsWith(`${flag}=`))?.slice(flag.length + 1)) ?? null;
}

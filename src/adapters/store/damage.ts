/** The store does not hold what was written to it. Turned into `STORE_BROKEN` where the file and its backup are known. */
export class Damage extends Error {
  readonly where: string;

  constructor(where: string, finding: string) {
    super(`${where}: ${finding}`);
    this.name = 'Damage';
    this.where = where;
  }
}

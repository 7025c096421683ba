/** Values by the organization and the name of what they belong to. Of a large fleet, a text for each pair takes ten times as long. */
export class OrgMap<V> {
  readonly #orgs = new Map<string, Map<string, V>>();

  get(org: string, name: string): V | undefined {
    return this.#orgs.get(org)?.get(name);
  }

  set(org: string, name: string, value: V): void {
    const own = this.#orgs.get(org);
    if (own) own.set(name, value);
    else this.#orgs.set(org, new Map([[name, value]]));
  }
}

/** Rules that no topology can break: what keeps each, for the page of the rules, and the test that shows it. */
export const keptOtherwise = [
  {
    code: 'IP_HASH_STICKY',
    rule: 'All routes of an app lead to the same servers in the same order on every balancer, so that with ip-hash the HTTP and the WebSocket of a visitor reach one instance.',
    kept: 'Every backend of an app is made of the same list of instances.',
    test: 'test/domain/planning/ip-hash-sticky.test.ts',
  },
  {
    code: 'RELEASE_OPEN',
    rule: 'A second release of a deployment is refused while one is under way.',
    kept: 'Whoever moves a deployment holds its lease: another is refused with exit code 5, or waits with `--lock-wait`. A release that stopped half way does not stand in the way: the next one [takes it over](decisions/002-apply-takes-over-what-stopped.md).',
    test: 'test/use-cases/release-open.test.ts',
  },
] as const;

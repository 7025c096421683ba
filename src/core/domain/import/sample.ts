/** Words that samples are made of, and random values are not. */
const sample =
  /(?:^|[^a-z])(?:your|change|changeme|example|sample|default|random[_-]?string|secret|password|passwd|placeholder|replace|admin|test|demo|qwerty|letmein|root)(?:$|[^a-z])|change[_-]?me|123456|secret[_-]?key/i;

/** The value reads like the sample of a document, or is what people try first. */
export function readsLikeSample(value: string): boolean {
  return value !== '' && (sample.test(value) || /^(.)\1*$/.test(value));
}

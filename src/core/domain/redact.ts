const mask = '••••';
/** Shorter texts occur by chance everywhere; masking them would only make the output unreadable. */
const shortestMasked = 3;

/** Text with every known secret value, and each form in which it is written into a URL or into JSON, replaced. */
export function redact(text: string, secrets: readonly string[]): string {
  return secretForms(secrets).reduce((masked, form) => masked.replaceAll(form, mask), text);
}

function secretForms(secrets: readonly string[]): string[] {
  const forms = new Set<string>();
  for (const secret of secrets) {
    for (const form of [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1), ...secret.split(/\r?\n/)]) {
      if (form.length >= shortestMasked) forms.add(form);
    }
  }
  // A secret may contain another one: the longest goes first.
  return [...forms].sort((a, b) => b.length - a.length);
}

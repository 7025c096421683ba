import type {IconName} from './shapes.js';

/** Line drawings of sixteen units each way. */
export const icons: Readonly<Record<IconName, string>> = {
  entry: 'M8 1.5a6.5 6.5 0 1 0 0 13a6.5 6.5 0 1 0 0-13M1.5 8h13M8 1.5c-4.5 4-4.5 9 0 13M8 1.5c4.5 4 4.5 9 0 13',
  app: 'M8 1.5l5.8 3.2v6.6L8 14.5l-5.8-3.2V4.7zM2.2 4.7L8 8l5.8-3.3M8 8v6.5',
  node: 'M2 2.5h12v4.7H2zM2 8.8h12v4.7H2zM4.5 4.85h.2M4.5 11.15h.2M7.5 4.85h4M7.5 11.15h4',
  service: 'M2.5 4c0-3 11-3 11 0s-11 3-11 0v8c0 3 11 3 11 0V4M2.5 8c0 3 11 3 11 0',
  workspace: 'M1.8 3.5h4.4l1.6 1.8h6.4v8H1.8z',
  group: 'M2 2h5v5H2zM9 2h5v5H9zM2 9h5v5H2zM9 9h5v5H9z',
  zone: 'M8 14.5c-3.6-3.8-5-6-5-8a5 5 0 0 1 10 0c0 2-1.4 4.2-5 8zM8 4.8a1.8 1.8 0 1 0 0 3.6a1.8 1.8 0 1 0 0-3.6',
  org: 'M2.5 14.5v-12h7v12M9.5 6.5h4v8M1 14.5h14M5 5.5h2M5 8.5h2M5 11.5h2',
};

/** Forms of the marks of environments, around the origin with a reach of one. */
const forms: readonly string[] = [
  'M-.9 0a.9 .9 0 1 0 1.8 0a.9 .9 0 1 0-1.8 0',
  'M-.8-.8h1.6v1.6h-1.6z',
  'M0-1L1 .8H-1z',
  'M0-1.05L1.05 0L0 1.05L-1.05 0z',
  'M-.5-.87h1L1 0L.5 .87h-1L-1 0z',
  'M-.34-1h.68v.66h.66v.68h-.66v.66h-.68v-.66h-.66v-.68h.66z',
  'M0 1L-1-.8H1z',
];

/** Seven forms and six colours meet again after forty-two. */
export function markForm(position: number): string {
  return forms[position % forms.length] as string;
}

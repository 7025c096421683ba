/** Colours of one appearance; each is what it is used for. */
export interface Palette {
  readonly page: string;
  readonly frame: string;
  readonly frameLine: string;
  readonly card: string;
  readonly cardLine: string;
  readonly chip: string;
  readonly text: string;
  readonly faint: string;
  readonly alert: string;
  readonly line: string;
  readonly tile: string;
  /** What tells environments apart, together with the form of their mark. */
  readonly marks: readonly string[];
}

/** The marks have the hues of Okabe and Ito, as light or dark as it takes to see each on its ground and to tell all apart with any kind of colour blindness. */
export const light: Palette = {
  page: '#ffffff',
  frame: '#f4f6f9',
  frameLine: '#d5dce4',
  card: '#ffffff',
  cardLine: '#b9c4d0',
  chip: '#e9eef4',
  text: '#17202b',
  faint: '#55606e',
  alert: '#9a3412',
  line: '#758393',
  tile: '#d3e3f2',
  marks: ['#2a8bd4', '#c9631a', '#0b6b4c', '#e0368a', '#5f4408', '#153e63'],
};

export const dark: Palette = {
  page: '#0e141b',
  frame: '#151d26',
  frameLine: '#2b3845',
  card: '#1d2731',
  cardLine: '#43525f',
  chip: '#2b3947',
  text: '#e9eff5',
  faint: '#a3b1bf',
  alert: '#f6ad6b',
  line: '#7f8d9c',
  tile: '#27425c',
  marks: ['#3f8ee6', '#c97a2c', '#3be0b0', '#e2559c', '#f5d056', '#a5d5f5'],
};

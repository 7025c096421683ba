/** What was typed of how a list is to look. */
export interface RowFlagValues {
  readonly filter?: readonly string[] | undefined;
  readonly sort?: readonly string[] | undefined;
  readonly columns?: readonly string[] | undefined;
  /** Where the command has it: rows at most, counted after the filter. */
  readonly limit?: number;
}

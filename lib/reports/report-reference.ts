/** Whether a text is written as the references of reports are, so that it may be told back. */
export const isReportReference = (value: unknown): value is string =>
  typeof value === 'string' && /^[A-Za-z0-9_-]{1,100}$/.test(value);

/*
 * The month of which reports are made: the first night's reports tell of the day before.
 */

export const entity = '1234567';
export const nights = 30;
const day = 86_400_000;
const monthBegins = Date.UTC(2026, 9, 1, 8);

/** When a night's batches arrive, epoch milliseconds; nights before the month are negative. */
export const arrivalOf = (night: number) => monthBegins + night * day;

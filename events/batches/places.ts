/** A city with what a sample needs of it. Every sample lies in daylight saving time, July to October. */
export type City = {
  name: string;
  province: string;
  /** UTC offset from July to October. */
  offset: string;
  /** Area code of the fictitious 555-01xx telephone numbers. */
  areaCode: string;
  /** First half of the postal code; samples end it with 0X0, which is not in use. */
  postal: string;
  latitude: number;
  longitude: number;
};

const city = (
  name: string,
  province: string,
  offset: string,
  areaCode: string,
  postal: string,
  latitude: number,
  longitude: number,
): City => ({ name, province, offset, areaCode, postal, latitude, longitude });

const eastern = '-04:00';

export const windsor = city('Windsor', 'ON', eastern, '519', 'N9A', 42.314, -83.037);
export const london = city('London', 'ON', eastern, '226', 'N6A', 42.984, -81.246);
export const toronto = city('Toronto', 'ON', eastern, '416', 'M5V', 43.653, -79.383);
export const kingston = city('Kingston', 'ON', eastern, '613', 'K7L', 44.231, -76.486);
export const ottawa = city('Ottawa', 'ON', eastern, '343', 'K1P', 45.421, -75.697);
export const hamilton = city('Hamilton', 'ON', eastern, '905', 'L8P', 43.256, -79.869);
export const sudbury = city('Sudbury', 'ON', eastern, '705', 'P3E', 46.49, -81.01);
export const niagaraFalls = city('Niagara Falls', 'ON', eastern, '289', 'L2E', 43.09, -79.085);
const barrie = city('Barrie', 'ON', eastern, '249', 'L4M', 44.389, -79.69);
export const leamington = city('Leamington', 'ON', eastern, '548', 'N8H', 42.053, -82.6);
export const kitchener = city('Kitchener', 'ON', eastern, '382', 'N2G', 43.452, -80.493);
export const montreal = city('Montréal', 'QC', eastern, '514', 'H2X', 45.501, -73.567);
export const drummondville = city('Drummondville', 'QC', eastern, '819', 'J2B', 45.883, -72.484);
const sherbrooke = city('Sherbrooke', 'QC', eastern, '873', 'J1H', 45.4, -71.899);
const quebecCity = city('Québec', 'QC', eastern, '418', 'G1R', 46.814, -71.208);
const halifax = city('Halifax', 'NS', '-03:00', '902', 'B3J', 44.649, -63.575);
export const winnipeg = city('Winnipeg', 'MB', '-05:00', '204', 'R3C', 49.895, -97.138);
const regina = city('Regina', 'SK', '-06:00', '306', 'S4P', 50.445, -104.618);
const calgary = city('Calgary', 'AB', '-06:00', '403', 'T2P', 51.045, -114.072);
const edmonton = city('Edmonton', 'AB', '-06:00', '780', 'T5J', 53.546, -113.494);
const vancouver = city('Vancouver', 'BC', '-07:00', '604', 'V6B', 49.283, -123.121);
const kelowna = city('Kelowna', 'BC', '-07:00', '250', 'V1Y', 49.888, -119.496);

/** Where ordinary clients live. */
export const homeCities = [
  windsor,
  london,
  toronto,
  toronto,
  kingston,
  ottawa,
  ottawa,
  hamilton,
  sudbury,
  niagaraFalls,
  barrie,
  kitchener,
  montreal,
  montreal,
  sherbrooke,
  quebecCity,
  halifax,
  winnipeg,
  regina,
  calgary,
  edmonton,
  vancouver,
  kelowna,
] as const;

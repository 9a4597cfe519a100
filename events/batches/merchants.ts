import type { Organization, People } from './people.ts';

/** A shop or service that takes cards. None exists; the category code is what indicators read. */
export type Merchant = { party: Organization; mcc: string; sells: 'goods' | 'services' };

/** Where the people of the samples shop. */
export function createMerchants(people: People) {
  const merchant = (name: string, mcc: string, sells: Merchant['sells'] = 'goods'): Merchant => ({
    party: people.organization(name, { role: 'merchant' }),
    mcc,
    sells,
  });
  return {
    grocer: merchant('GROCER EXAMPLE', '5411'),
    cornerShop: merchant('CORNER SHOP EXAMPLE', '5499'),
    fuel: merchant('FUEL EXAMPLE', '5541'),
    diner: merchant('DINER EXAMPLE', '5812', 'services'),
    steakHouse: merchant('STEAK HOUSE EXAMPLE', '5812', 'services'),
    burgers: merchant('BURGERS EXAMPLE', '5814', 'services'),
    pharmacy: merchant('PHARMACY EXAMPLE', '5912'),
    clothes: merchant('CLOTHES EXAMPLE', '5651'),
    jeweller: merchant('JEWELLER EXAMPLE', '5944'),
    leather: merchant('LEATHER EXAMPLE', '5948'),
    transit: merchant('TRANSIT EXAMPLE', '4111', 'services'),
    phone: merchant('TELEPHONE EXAMPLE', '4814', 'services'),
    power: merchant('HYDRO EXAMPLE', '4900', 'services'),
    rides: merchant('RIDES EXAMPLE', '4121', 'services'),
    train: merchant('RAIL EXAMPLE', '4112', 'services'),
    airline: merchant('AIRLINE EXAMPLE', '4511', 'services'),
    carRental: merchant('CAR RENTAL EXAMPLE', '7512', 'services'),
    parking: merchant('PARKING EXAMPLE', '7523', 'services'),
    motelOne: merchant('MOTEL EXAMPLE ONE', '7011', 'services'),
    motelTwo: merchant('MOTEL EXAMPLE TWO', '7011', 'services'),
    motelThree: merchant('MOTEL EXAMPLE THREE', '7011', 'services'),
    chainHotel: merchant('CHAIN HOTEL EXAMPLE', '3510', 'services'),
    adSite: merchant('ADSITE EXAMPLE', '7311', 'services'),
    privacyOne: merchant('PRIVACY EXAMPLE ONE', '7372', 'services'),
    privacyTwo: merchant('PRIVACY EXAMPLE TWO', '7372', 'services'),
    privacyThree: merchant('PRIVACY EXAMPLE THREE', '7372', 'services'),
    adultProcessor: merchant('ADULTPAY EXAMPLE', '5967', 'services'),
    permitOffice: merchant('IMMFEE EXAMPLE', '9399', 'services'),
    post: merchant('POST OFFICE EXAMPLE', '9402', 'services'),
    courier: merchant('COURIER EXAMPLE', '4215', 'services'),
    giftCards: merchant('GIFTCARD EXAMPLE', '5947'),
    insurer: merchant('INSURANCE EXAMPLE', '6300', 'services'),
    rentalOffice: merchant('RENTAL OFFICE EXAMPLE', '6513', 'services'),
    hardware: merchant('HARDWARE EXAMPLE', '5251'),
    casino: merchant('ONLINE GAMES EXAMPLE', '7995', 'services'),
  };
}
export type Merchants = ReturnType<typeof createMerchants>;

import type { Address, AddressInput } from '@siyu/shared';
import { call } from '@/platform/http';
import { callOnce } from '@/platform/once';

/** The shopper's address book, the default one first. */
export const readAddresses = () => call<Address[]>('/shop/addresses');

/** Adds an address. Throws `ADDRESSES_TOO_MANY`. */
export const addAddress = (input: AddressInput) => callOnce<Address>('/shop/addresses', input);

/** Replaces an address. Throws `ADDRESS_NOT_FOUND`. */
export const putAddress = (id: string, input: AddressInput) =>
  call<Address>(`/shop/addresses/${id}`, { method: 'PUT', body: input });

/** Takes an address out of the book; orders keep what they were sent to. */
export const removeAddress = (id: string) =>
  call<null>(`/shop/addresses/${id}`, { method: 'DELETE' });

import type { Address } from '@siyu/shared';
import { create } from 'zustand';

/** The address chosen for the purchase under way; null leaves it to the default one. */
export const useAddressChoice = create<{ address: Address | null }>(() => ({ address: null }));

/** Sends the purchase under way to this address. */
export function chooseForPurchase(address: Address | null): void {
  useAddressChoice.setState({ address });
}

/** Keeps the choice true when the chosen address was edited, or deleted (null). */
export function addressChanged(id: string, address: Address | null): void {
  if (useAddressChoice.getState().address?.id === id) chooseForPurchase(address);
}

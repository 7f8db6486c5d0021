import type { Check } from './check.js';

/** Parcels, lines and after-sales tell the same story. */
export const shippingChecks: readonly Check[] = [];

import type { RefusalCode } from '@siyu/shared';

const REFUSES = 'siyu:refuses';

/**
 * The refusals that are a route's own: those of its service and of the rules it asks. What stands
 * before every route of its kind need not be named, see `refusalsOf`. The tests answer for the
 * list: a code that is not on it fails them, whichever of them meets it.
 */
export function Refuses(...codes: RefusalCode[]): MethodDecorator {
  return (_target, _key, descriptor) => addRefusals(descriptor.value as object, codes);
}

/** Adds to a route's own refusals, for decorators of parameters that refuse by themselves. */
export function addRefusals(handler: object, codes: readonly RefusalCode[]): void {
  Reflect.defineMetadata(REFUSES, [...ownRefusals(handler), ...codes], handler);
}

/** The codes that decorators gave a route. */
export function ownRefusals(handler: object): readonly RefusalCode[] {
  return (Reflect.getMetadata(REFUSES, handler) as RefusalCode[] | undefined) ?? [];
}

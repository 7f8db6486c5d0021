import type { DeletionPreview, DeletionRequest, LatestExport, PersonalExport } from '@siyu/shared';
import { call } from '@/platform/http';

export const readExport = () => call<LatestExport>('/shop/me/export');

/** Has a file of everything made; within the hour the one there is. */
export const askExport = () => call<PersonalExport>('/shop/me/export', { method: 'POST' });

export const readDeletion = () => call<DeletionPreview>('/shop/me/deletion');

/** Deletes the account. Throws `DELETION_BLOCKED`, `DELETION_CHANGED`. */
export const deleteAccount = (body: DeletionRequest) =>
  call<null>('/shop/me/deletion', { method: 'POST', body });

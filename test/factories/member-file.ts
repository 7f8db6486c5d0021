import { stringify } from 'csv-stringify/sync';
import type { ImportedMember, ImportedState, MemberImport, Page } from '@siyu/shared';
import type { TestOperator } from './operator.js';
import { upload } from './picture.js';
import type { TestShop } from './shop.js';

type Row = Readonly<Record<string, string>>;

/** A file with the columns of its first row. */
export function memberFile(rows: readonly Row[]): Buffer {
  return Buffer.from(stringify([...rows], { header: true, columns: Object.keys(rows[0] ?? {}) }));
}

/** Imports a file and waits until it is worked off. */
export async function imported(
  shop: TestShop,
  operator: TestOperator,
  file: Buffer,
  dryRun = false,
): Promise<MemberImport> {
  const url = `${shop.url}/ops/member-files/imports?dryRun=${dryRun}`;
  const answer = await upload(url, operator.token, file, { type: 'text/csv' });
  if (answer.status !== 202) throw new Error(`import: ${answer.status} ${await answer.text()}`);
  const { id } = (await answer.json()) as MemberImport;
  await shop.settle();
  return operator.get<MemberImport>(`/ops/member-files/imports/${id}`);
}

export async function importedIn(
  operator: TestOperator,
  state: ImportedState,
): Promise<ImportedMember[]> {
  const path = `/ops/member-files/imported?state=${state}&limit=50`;
  return (await operator.get<Page<ImportedMember>>(path)).items;
}

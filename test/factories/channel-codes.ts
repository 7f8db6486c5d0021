import type { ChannelCodeBatch } from '@siyu/shared';
import { upload } from './picture.js';
import type { TestOperator } from './operator.js';
import type { TestShop } from './shop.js';
import { filesIn } from './zip.js';

const PATH = '/ops/channel-code-batches';

/** Asks for the codes of these channels; nothing of it is made yet. */
export function codesAsked(
  operator: Pick<TestOperator, 'post'>,
  channelIds: readonly string[],
  given: { withLinks?: boolean } = {},
): Promise<ChannelCodeBatch> {
  return operator.post(PATH, { of: { by: 'ids', channelIds }, widthPx: 430, ...given });
}

/** Asks for the codes of the channels in a file. */
export function fileAsked(
  shop: Pick<TestShop, 'url'>,
  operator: Pick<TestOperator, 'token'>,
  text: string,
): Promise<Response> {
  const url = `${shop.url}${PATH}/file?widthPx=430`;
  return upload(url, operator.token, Buffer.from(text), { type: 'text/csv' });
}

export function batchOf(operator: Pick<TestOperator, 'get'>, id: string) {
  return operator.get<ChannelCodeBatch>(`${PATH}/${id}`);
}

/** What the operator downloads of a batch, by file name. */
export async function filesOf(
  shop: Pick<TestShop, 'url'>,
  operator: Pick<TestOperator, 'token'>,
  id: string,
): Promise<Map<string, Buffer>> {
  const headers = { authorization: `Bearer ${operator.token}` };
  const answer = await fetch(`${shop.url}${PATH}/${id}/codes.zip`, { headers });
  if (answer.status !== 200) throw new Error(`zip: ${answer.status} ${await answer.text()}`);
  return filesIn(Buffer.from(await answer.arrayBuffer()));
}

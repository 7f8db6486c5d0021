import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { post } from './purchase.mjs';

const CLI = join(import.meta.dirname, '../../server/dist/src/cli/operator.js');

/** The headers of an owner of the shop, made by the command an operator would use. */
export async function anOwner(shop, name) {
  const said = execFileSync(process.execPath, [CLI, 'add', name, '--role', 'owner'], {
    env: { ...process.env, ...shop.environment, DATABASE_SOCKET: shop.socketPath },
    stdio: ['ignore', 'pipe', 2],
  }).toString();
  const password = /^ *Operator +\S+ \/ (\S+)/m.exec(said)?.[1];
  const { token } = await post(`${shop.url}/ops/login`, { name, password });
  return { authorization: `Bearer ${token}` };
}

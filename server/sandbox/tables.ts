import type { Entry, Journal } from './durable/journal.js';
import { Table } from './durable/table.js';
import type { Callback } from './notify/callback.js';
import type { Payment, Prepay } from './pay/payment.js';
import type { Refund } from './pay/refund.js';
import type { Transfer } from './pay/transfer.js';
import type { Switches } from './switches.js';
import type { LoginCode, PhoneCode, User } from './client/user.js';
import type { Link } from './wxa/link.js';
import type { AccessToken } from './wxa/token.js';
import type { Shipment } from './wxa/shipment.js';
import type { SentMessage, Subscription, Template } from './wxa/subscription.js';

export type Tables = ReturnType<typeof newTables>;

/** Everything the sandbox remembers. Limits keep a sandbox that runs for weeks bounded. */
function newTables(journal: Journal) {
  return {
    switches: new Table<Switches>('switches', journal),
    users: new Table<User>('users', journal, { rowsMax: 1_000_000 }),
    loginCodes: new Table<LoginCode>('loginCodes', journal, { rowsMax: 50_000 }),
    phoneCodes: new Table<PhoneCode>('phoneCodes', journal, { rowsMax: 10_000 }),
    tokens: new Table<AccessToken>('tokens', journal, { rowsMax: 100 }),
    payments: new Table<Payment>('payments', journal, {
      rowsMax: 1_000_000,
      alsoBy: (payment) => payment.transactionId,
    }),
    prepays: new Table<Prepay>('prepays', journal, { rowsMax: 200_000 }),
    refunds: new Table<Refund>('refunds', journal, { rowsMax: 1_000_000 }),
    transfers: new Table<Transfer>('transfers', journal, {
      rowsMax: 1_000_000,
      alsoBy: (transfer) => transfer.packageInfo,
    }),
    callbacks: new Table<Callback>('callbacks', journal, { rowsMax: 200_000 }),
    shipments: new Table<Shipment>('shipments', journal, { rowsMax: 1_000_000 }),
    templates: new Table<Template>('templates', journal, { rowsMax: 1000 }),
    subscriptions: new Table<Subscription>('subscriptions', journal, { rowsMax: 1_000_000 }),
    messages: new Table<SentMessage>('messages', journal, { rowsMax: 100_000 }),
    links: new Table<Link>('links', journal, { rowsMax: 200_000 }),
    settings: new Table<string>('settings', journal, { rowsMax: 100 }),
  };
}

/** Reads the journal back into the tables and starts it anew with the rows that still live. */
export async function openTables(journal: Journal): Promise<Tables> {
  const tables = newTables(journal);
  const byName = new Map(Object.values(tables).map((table) => [table.name, table]));
  await journal.replay(([name, key, row]) => {
    (byName.get(name) as Table<unknown> | undefined)?.replay(key, row);
  });
  await journal.start(allEntries(tables));
  return tables;
}

function* allEntries(tables: Tables): Generator<Entry> {
  for (const table of Object.values(tables)) yield* table.entries();
}

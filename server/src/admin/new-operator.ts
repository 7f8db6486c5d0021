import { assert, OPERATORS_MAX, type Operator } from '@siyu/shared';
import { newId } from '../platform/new-id.js';
import { Refusal } from '../platform/refusal.js';
import { isDuplicate, type Tx } from '../platform/transaction.js';
import { countOperators, insertOperator, operatorById, setRoles } from './operator.store.js';

/**
 * Creates an operator. Call `lockRoles` first.
 * @throws Refusal OPERATOR_NAME_TAKEN, CONFLICT with `max` when there are too many
 */
export async function createOperator(
  tx: Tx,
  operator: { name: string; roleIds: readonly string[]; passwordHash: string },
  now: Date,
): Promise<Operator> {
  if ((await countOperators(tx)) >= OPERATORS_MAX) {
    throw new Refusal('CONFLICT', { max: OPERATORS_MAX });
  }
  const id = newId(now);
  try {
    await insertOperator(tx, { id, ...operator }, now);
  } catch (error) {
    if (isDuplicate(error)) throw new Refusal('OPERATOR_NAME_TAKEN', { name: operator.name });
    throw error;
  }
  await setRoles(tx, id, operator.roleIds);
  const created = await operatorById(tx, id);
  assert(created !== null, 'an operator just created is there');
  return created;
}

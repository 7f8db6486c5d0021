import type { AddressException } from '@siyu/shared';
import { aHandle } from '../purchase.js';
import { adds, removes, type OperatorWrites, type World } from './scene.js';

export function newcomerWrites({ operator }: World): OperatorWrites {
  const path = '/ops/newcomer/address-exceptions';
  const place = () => ({
    ...{ province: '浙江省', city: '杭州市', district: '西湖区' },
    ...{ detail: `浙大路 ${aHandle()}`, note: '宿舍' },
  });
  const excepted = () => operator.post<AddressException>(path, place());
  return {
    [`POST ${path}`]: adds(async () => excepted),
    [`DELETE ${path}/:id`]: removes(async () => {
      const { id } = await excepted();
      return () => operator.refusal('DELETE', `${path}/${id}`);
    }),
  };
}

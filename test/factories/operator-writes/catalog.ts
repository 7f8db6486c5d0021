import type { OpsCategory } from '@siyu/shared';
import { addedBy } from '../catalog-operator.js';
import { aPhoto, upload } from '../picture.js';
import { aProduct, csvOf } from '../product.js';
import { aHandle } from '../purchase.js';
import { adds, changes, removes, type OperatorWrites, type World } from './scene.js';

export function catalogWrites({ shop, operator }: World): OperatorWrites {
  return {
    'POST /ops/categories': adds(
      async () => () => operator.post('/ops/categories', { name: aHandle() }),
    ),
    'PUT /ops/categories/:id': changes(async () => {
      const { id, version } = await operator.post<OpsCategory>('/ops/categories', {
        name: aHandle(),
      });
      return () =>
        operator.put(`/ops/categories/${id}`, { version, category: { name: aHandle() } });
    }),
    'DELETE /ops/categories/:id': removes(async () => {
      const { id } = await operator.post<OpsCategory>('/ops/categories', { name: aHandle() });
      return () => operator.del(`/ops/categories/${id}?version=1`);
    }),
    'POST /ops/products': adds(async () => () => addedBy(operator)),
    'PUT /ops/products/:id': changes(async () => {
      const { id, version, handle } = await addedBy(operator);
      const skus = [{ optionValues: [], priceFen: 7_700 }];
      const product = { handle, title: '藤编篮', skus };
      return () => operator.put(`/ops/products/${id}`, { version, product });
    }),
    'PUT /ops/products/:id/published': changes(async () => {
      const { id, version } = await addedBy(operator);
      return () => operator.put(`/ops/products/${id}/published`, { version, published: true });
    }),
    'PUT /ops/skus/:id/price': changes(async () => {
      const { version, skus } = await addedBy(operator);
      const price = { version, priceFen: 100, listPriceFen: null };
      return () => operator.put(`/ops/skus/${skus[0]!.id}/price`, price);
    }),
    'POST /ops/skus/:id/stock-movements': changes(async () => {
      const { skus } = await addedBy(operator);
      const path = `/ops/skus/${skus[0]!.id}/stock-movements`;
      return () => operator.post(path, { quantity: 1, note: '盘盈' });
    }),
    'POST /ops/catalog/imports': adds(async () => () => {
      const file = csvOf(aProduct({ handle: aHandle() }));
      return upload(`${shop.url}/ops/catalog/imports`, operator.token, file, { type: 'text/csv' });
    }),
    'POST /ops/pictures': adds(
      async () => async () => upload(`${shop.url}/ops/pictures`, operator.token, await aPhoto()),
    ),
  };
}

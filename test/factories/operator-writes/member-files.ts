import { imported, importedIn, memberFile } from '../member-file.js';
import { orderFile, ordersImported, outsideIn } from '../outside-orders.js';
import { aPhone } from '../newcomer.js';
import { upload } from '../picture.js';
import { newOpenid } from '../shopper.js';
import { adds, changes, type OperatorWrites, type World } from './scene.js';

const aRow = () => ({ 会员号: newOpenid(), 手机号: aPhone(), 成长值: '1' });
const anOrder = () => ({ 顾客编号: newOpenid(), 下单时间: '2026-03-05', 金额: '9.9' });

export function memberFileWrites({ shop, operator, buyer }: World): OperatorWrites {
  return {
    'POST /ops/member-files/imports': adds(async () => () => {
      const url = `${shop.url}/ops/member-files/imports`;
      return upload(url, operator.token, memberFile([aRow()]), { type: 'text/csv' });
    }),
    'POST /ops/member-files/imported/:id/claim': adds(async () => {
      await imported(shop, operator, memberFile([aRow()]));
      const [waiting] = await importedIn(operator, 'waiting');
      const path = `/ops/member-files/imported/${waiting!.id}/claim`;
      return () => operator.post(path, { shopperId: buyer.id });
    }),
    'POST /ops/outside-orders/imports': adds(async () => () => {
      const url = `${shop.url}/ops/outside-orders/imports?source=taobao`;
      return upload(url, operator.token, orderFile([anOrder()]), { type: 'text/csv' });
    }),
    'POST /ops/outside-orders/customers/:id/match': changes(async () => {
      await ordersImported(shop, operator, orderFile([anOrder()]));
      const [waiting] = await outsideIn(operator, 'waiting');
      const path = `/ops/outside-orders/customers/${waiting!.id}/match`;
      return () => operator.post(path, { shopperId: buyer.id });
    }),
  };
}

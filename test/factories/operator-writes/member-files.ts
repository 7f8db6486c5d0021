import { imported, importedIn, memberFile } from '../member-file.js';
import { aPhone } from '../newcomer.js';
import { upload } from '../picture.js';
import { newOpenid } from '../shopper.js';
import { adds, type OperatorWrites, type World } from './scene.js';

const aRow = () => ({ 会员号: newOpenid(), 手机号: aPhone(), 成长值: '1' });

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
  };
}

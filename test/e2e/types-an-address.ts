import type { Phone } from './phone.js';

/** Enters a new address at the checkout and uses it. */
export async function typesAnAddress(phone: Phone, detail = '文三路 100 号'): Promise<void> {
  await phone.tap('新建收货地址');
  await phone.fill('收货人', '林晓');
  await phone.fill('手机号', '13800138000');
  await phone.tap('请选择');
  await phone.tap('浙江省');
  await phone.fill('城市', '杭州市');
  await phone.fill('区县', '西湖区');
  await phone.fill('详细地址', detail);
  await phone.tap('保存并使用');
  await phone.seen(/浙江省/).waitFor();
}

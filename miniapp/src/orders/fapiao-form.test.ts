import { describe, expect, it } from '@jest/globals';
import { fapiaoInputSchema } from '@siyu/shared';
import { fapiaoFields, fapiaoInput, wrongFapiaoFields, type FapiaoFields } from './fapiao-form';

const company: FapiaoFields = {
  kind: 'company',
  title: ' 云上茶业有限公司 ',
  taxNumber: '91330106ma2b 1c3d4e',
  email: 'kuaiji@example.com ',
};

describe('given the fapiao form', () => {
  it('when it finds nothing wrong, then the server takes it too', () => {
    for (const fields of [company, { ...company, kind: 'personal' as const, taxNumber: '' }]) {
      expect(wrongFapiaoFields(fields)).toEqual([]);
      expect(fapiaoInputSchema.safeParse(fapiaoInput(fields)).success).toBe(true);
    }
  });

  it('when it was asked for before, then it opens as it was', () => {
    expect(fapiaoFields(null)).toMatchObject({ kind: 'personal', title: '' });
    const asked = { ...company, state: 'requested' as const };
    expect(fapiaoFields(asked)).toEqual(company);
    expect(fapiaoFields({ ...asked, kind: 'personal', taxNumber: null }).taxNumber).toBe('');
  });

  it('when a person asks, then a tax number typed before is not sent', () =>
    expect(fapiaoInput({ ...company, kind: 'personal' })).not.toHaveProperty('taxNumber'));

  it('when a company has no tax number, then form and server both refuse it', () => {
    const fields = { ...company, taxNumber: '' };
    expect(wrongFapiaoFields(fields)).toEqual(['taxNumber']);
    expect(fapiaoInputSchema.safeParse(fapiaoInput(fields)).success).toBe(false);
  });

  it.each(['', 'a', 'a@b', '中文@例子.中国', 'a b@c.com'])(
    'when the address is %p, then form and server both refuse it',
    (email) => {
      expect(wrongFapiaoFields({ ...company, email })).toEqual(['email']);
      expect(fapiaoInputSchema.safeParse(fapiaoInput({ ...company, email })).success).toBe(false);
    },
  );
});

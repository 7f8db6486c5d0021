import { EMAIL_PATTERN, TAX_NUMBER_PATTERN, type FapiaoInput, type Order } from '@siyu/shared';

/** What stands in the form, all of it text. */
export interface FapiaoFields {
  kind: FapiaoInput['kind'];
  title: string;
  taxNumber: string;
  email: string;
}
export type FapiaoField = Exclude<keyof FapiaoFields, 'kind'>;

/** The form as it opens: empty, or as it was asked for before. */
export function fapiaoFields(asked: Order['fapiao']): FapiaoFields {
  const { kind = 'personal', title = '', taxNumber = null, email = '' } = asked ?? {};
  return { kind, title, taxNumber: taxNumber ?? '', email };
}

/** The request as it is sent; a person has no tax number. */
export function fapiaoInput(fields: FapiaoFields): FapiaoInput {
  const { kind } = fields;
  const title = fields.title.trim();
  const email = fields.email.trim();
  if (kind === 'personal') return { kind, title, email };
  return { kind, title, email, taxNumber: fields.taxNumber.replace(/\s/g, '').toUpperCase() };
}

/** The fields that would be refused. */
export function wrongFapiaoFields(fields: FapiaoFields): FapiaoField[] {
  const { kind, title, taxNumber = '', email } = fapiaoInput(fields);
  const wrong: FapiaoField[] = [];
  if (title === '') wrong.push('title');
  if (kind === 'company' && !TAX_NUMBER_PATTERN.test(taxNumber)) wrong.push('taxNumber');
  if (!EMAIL_PATTERN.test(email)) wrong.push('email');
  return wrong;
}

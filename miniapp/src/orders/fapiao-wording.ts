import type { FapiaoInput } from '@siyu/shared';
import { inLanguage } from '@/platform/language';
import type { FapiaoField } from './fapiao-form';

const chinese = {
  title: '申请发票',
  kind: '抬头类型',
  kinds: { personal: '个人', company: '企业' } satisfies Record<FapiaoInput['kind'], string>,
  labels: { title: '发票抬头', taxNumber: '税号', email: '邮箱' } satisfies Record<
    FapiaoField,
    string
  >,
  placeholders: {
    title: '个人姓名或企业全称',
    taxNumber: '统一社会信用代码',
    email: '用于接收电子发票',
  } satisfies Record<FapiaoField, string>,
  problems: {
    title: '请填写发票抬头',
    taxNumber: '请填写 15–20 位税号，只含数字和大写字母',
    email: '请填写正确的邮箱',
  } satisfies Record<FapiaoField, string>,
  note: '电子发票开好后会发送到您的邮箱，退款部分不开票',
  send: '提交申请',
  sent: '已提交，开好后会发送到您的邮箱',
};

const english: typeof chinese = {
  title: 'Request a fapiao',
  kind: 'For',
  kinds: { personal: 'a person', company: 'a company' },
  labels: { title: 'Title', taxNumber: 'Tax no.', email: 'Email' },
  placeholders: {
    title: 'Name of the person or company',
    taxNumber: 'Unified social credit code',
    email: 'Where it is sent',
  },
  problems: {
    title: 'Please enter the title',
    taxNumber: 'Please enter a tax number of 15–20 digits and capital letters',
    email: 'Please enter an email address',
  },
  note: 'The electronic fapiao is sent by email, without what was refunded.',
  send: 'Request',
  sent: 'Requested. It will be sent by email.',
};

export const words = inLanguage(chinese, english);

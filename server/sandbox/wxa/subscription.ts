export interface Template {
  readonly templateId: string;
}
export interface Subscription {
  readonly openid: string;
}
export interface SentMessage {
  readonly openid: string;
}

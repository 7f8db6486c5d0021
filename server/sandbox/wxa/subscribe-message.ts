import type { FastifyInstance } from 'fastify';

import { digits } from '../keys/credentials.js';
import { WeixinError } from '../errors.js';
import type { JsonObject } from '../json.js';
import type { World } from '../world.js';
import { jsonBody, text } from './request.js';
import { subscriptionKey, wrongField } from './subscription.js';

/** `POST /cgi-bin/message/subscribe/send`: one accepted request lets one message through. */
export function subscribeMessageRoute(app: FastifyInstance, world: World): void {
  app.post('/cgi-bin/message/subscribe/send', (request) => {
    const body = jsonBody(request);
    const openid = text(body, 'touser') ?? '';
    if (world.tables.users.get(openid) === undefined)
      throw new WeixinError(40003, 'invalid openid');
    const template = world.tables.templates.get(text(body, 'template_id') ?? '');
    if (template === undefined) throw new WeixinError(40037, 'invalid template_id');
    const page = text(body, 'page');
    if (page !== undefined && !isPage(page)) throw new WeixinError(41030, 'invalid page');
    const values = valuesOf(body['data']);
    const wrong = wrongField(template, values);
    if (wrong !== null) {
      throw new WeixinError(47003, `argument invalid! data.${wrong}.value invalid`);
    }
    const { templateId } = template;
    spendAcceptance(world, openid, templateId);
    const msgId = digits(19);
    const sentAtMs = world.clock.nowMs();
    const sent = { msgId, openid, templateId, ...(page ? { page } : {}), sentAtMs };
    world.tables.messages.put(msgId, { ...sent, values: values as Record<string, string> });
    return { errcode: 0, errmsg: 'ok', msgid: Number(msgId.slice(0, 15)) };
  });
}

function spendAcceptance(world: World, openid: string, templateId: string): void {
  const key = subscriptionKey(openid, templateId);
  const subscription = world.tables.subscriptions.get(key);
  if (subscription === undefined || subscription.acceptedCount === 0) {
    throw new WeixinError(43101, 'user refuse to accept the msg');
  }
  const acceptedCount = subscription.acceptedCount - 1;
  world.tables.subscriptions.put(key, { ...subscription, acceptedCount });
}

function valuesOf(fields: unknown): Record<string, string | undefined> {
  if (typeof fields !== 'object' || fields === null) {
    throw new WeixinError(47003, 'argument invalid! data invalid');
  }
  const pairs = Object.entries(fields as Record<string, JsonObject | null>);
  return Object.fromEntries(pairs.map(([key, field]) => [key, fieldText(field)]));
}

function fieldText(field: JsonObject | null): string | undefined {
  const value = field?.['value'];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

function isPage(page: string): boolean {
  return page.length <= 1024 && /^[^/?#][^?#]*(\?.*)?$/.test(page);
}

import type { FastifyInstance } from 'fastify';
import { z } from 'zod';

import type { World } from '../world.js';
import { subscriptionKey } from '../wxa/subscription.js';
import { clientBody, openid } from './body.js';

const IDS_MAX = 5;
const templateId = z.string().min(1).max(100);

const answerBody = z.object({
  openid,
  templateIds: z.array(templateId).min(1).max(20),
  answer: z.enum(['accept', 'reject', 'ban']),
});

const templatesBody = z.object({
  templates: z
    .array(z.object({ templateId, fields: z.array(z.string()).max(20).nullable().default(null) }))
    .max(1000),
});

/**
 * `wx.requestSubscribeMessage`, and the templates. A template comes into being by being set up, or
 * by being asked for; one that was only asked for takes any field.
 */
export function subscribeRoutes(app: FastifyInstance, world: World): void {
  const { templates } = world.tables;
  app.get('/sandbox/templates', () => templates.values());
  app.put('/sandbox/templates', (request) => {
    const given = clientBody(templatesBody, request.body).templates;
    return given.map((template) => templates.put(template.templateId, template));
  });
  app.post('/sandbox/subscribe', (request) => {
    const body = clientBody(answerBody, request.body);
    if (body.templateIds.length > IDS_MAX) {
      const errMsg = 'requestSubscribeMessage:fail Templates count out of max bounds';
      return { errMsg, errCode: 20003 };
    }
    const answers = body.templateIds.map((id) => [
      id,
      answered(world, body.openid, id, body.answer),
    ]);
    return { errMsg: 'requestSubscribeMessage:ok', ...Object.fromEntries(answers) };
  });
}

function answered(world: World, person: string, id: string, answer: 'accept' | 'reject' | 'ban') {
  const { subscriptions, templates } = world.tables;
  if (templates.get(id) === undefined) templates.put(id, { templateId: id, fields: null });
  const key = subscriptionKey(person, id);
  const before = subscriptions.get(key);
  if (before?.isBanned) return 'ban';
  subscriptions.put(key, {
    openid: person,
    templateId: id,
    acceptedCount: (before?.acceptedCount ?? 0) + (answer === 'accept' ? 1 : 0),
    isBanned: answer === 'ban',
  });
  return answer;
}

import type { FastifyInstance } from 'fastify';

import { WeixinError } from '../errors.js';
import type { World } from '../world.js';
import { refuseSpentCode } from './login.js';
import { jsonBody, text } from './request.js';

/** `POST /wxa/business/getuserphonenumber`: the number behind the button's code, once. */
export function phoneRoute(app: FastifyInstance, world: World): void {
  app.post('/wxa/business/getuserphonenumber', (request) => {
    const code = text(jsonBody(request), 'code');
    if (code === undefined) throw new WeixinError(47001, 'data format error');
    const pressed = world.tables.phoneCodes.get(code);
    const nowMs = world.clock.nowMs();
    refuseSpentCode(pressed, nowMs);
    const { phone } = world.tables.phoneCodes.put(code, { ...pressed, isUsed: true });
    return {
      errcode: 0,
      errmsg: 'ok',
      phone_info: {
        phoneNumber: phone,
        purePhoneNumber: phone,
        countryCode: '86',
        watermark: { timestamp: Math.floor(nowMs / 1000), appid: world.credentials.appId },
      },
    };
  });
}

import { z } from 'zod';

/** What a mini-program code carries: at most 32 of the characters WeChat takes in a scene. */
export const sceneSchema = z.string().regex(/^[\w!#$&'()*+,/:;=?@.~-]{1,32}$/);

export const posterQuerySchema = z.strictObject({ code: sceneSchema });
export type PosterQuery = z.infer<typeof posterQuerySchema>;

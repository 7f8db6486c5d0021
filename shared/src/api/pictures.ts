import { z } from 'zod';
import { idSchema } from './common.js';

/** What an upload is answered with: its id to name it by, and where it can be seen. */
export const uploadedPictureSchema = z.object({
  id: idSchema,
  /** A private picture's address is good for an hour. */
  url: z.string(),
  width: z.number().int(),
  height: z.number().int(),
});
export type UploadedPicture = z.infer<typeof uploadedPictureSchema>;

/** Bytes an upload may have. */
export const PICTURE_BYTES_MAX = 10 * 1024 * 1024;

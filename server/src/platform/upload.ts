import multipart from '@fastify/multipart';
import { ApiBody } from '@nestjs/swagger';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Refusal } from './refusal.js';

const HEADER_PAIRS_MAX = 20;

/** Lets routes read uploads; everything beside one file is refused. */
export function acceptUploads(fastify: FastifyInstance): void {
  // Loaded when the server gets ready: to wait for it while modules start would wait for ourselves.
  void fastify.register(multipart, {
    limits: { files: 1, fields: 0, parts: 1, headerPairs: HEADER_PAIRS_MAX },
  });
}

/** The body of an upload, for the OpenAPI document. */
export const FileBody = () =>
  ApiBody({
    schema: {
      type: 'object',
      required: ['file'],
      properties: { file: { type: 'string', format: 'binary' } },
    },
  });

/**
 * The one file of a multipart request, in memory.
 * @throws Refusal INVALID_INPUT without a file, `tooLarge` above `bytesMax`
 */
export async function uploadedFile(
  request: FastifyRequest,
  bytesMax: number,
  tooLarge: 'TOO_LARGE' | 'PICTURE_TOO_LARGE',
): Promise<Buffer> {
  if (!request.isMultipart()) throw new Refusal('UNSUPPORTED_MEDIA_TYPE');
  try {
    const part = await request.file({ limits: { fileSize: bytesMax } });
    const bytes = await part?.toBuffer();
    // The limit may be noticed only after the last chunk has been handed over.
    if (part?.file.truncated) throw new Refusal(tooLarge, { bytesMax });
    if (bytes) return bytes;
  } catch (error) {
    if (error instanceof Refusal) throw error;
    const { statusCode } = error as { statusCode?: number };
    if (statusCode === 413) throw new Refusal(tooLarge, { bytesMax });
    // A cut or malformed body is the caller's; anything else is ours to find out about.
    if (statusCode === undefined && !(error instanceof Error && isMalformed(error))) throw error;
  }
  throw new Refusal('INVALID_INPUT', { issues: [{ path: ['file'], message: 'one file' }] });
}

function isMalformed(error: Error): boolean {
  return /multipart|boundary|part terminated|malformed|unexpected end/i.test(error.message);
}

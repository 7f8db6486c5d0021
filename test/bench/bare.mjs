import Fastify from 'fastify';

/** The ceiling: a bare Fastify route that answers `bytes`, and one that parses a body, no more. */
const bytes = Buffer.alloc(Number(process.argv[2] ?? '1000'), 'x');
const app = Fastify();
app.get('/bare', (_request, reply) => reply.type('application/json').send(bytes));
app.post(
  '/bare',
  {
    schema: {
      body: {
        type: 'object',
        required: ['lines', 'addressId'],
        properties: {
          lines: { type: 'array', items: { type: 'object' } },
          addressId: { type: 'string' },
        },
      },
    },
  },
  () => ({ ok: true }),
);
app.post(
  '/batches',
  {
    schema: {
      body: { type: 'object', required: ['events'], properties: { events: { type: 'array' } } },
    },
  },
  () => ({ refused: [] }),
);
const url = await app.listen({ port: 0, host: '127.0.0.1' });
process.send({ ready: url });
process.on('disconnect', () => process.exit(0));

import Fastify from 'fastify';
import { flashOrderSchema } from '@siyu/shared';

/** The ceiling of a flash sale: its body parsed and validated by its own schema, and no more. */
const app = Fastify();
const placed = { id: '0'.repeat(26), totalFen: 1_100, payBy: new Date(0).toISOString() };
app.post('/bare', (request, reply) => {
  flashOrderSchema.parse(request.body);
  return reply.status(201).send(placed);
});
const url = await app.listen({ port: 0, host: '127.0.0.1' });
process.send({ ready: url });
process.on('disconnect', () => process.exit(0));

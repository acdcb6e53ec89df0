/** Durable appends: the relay beside RabbitMQ and PostgreSQL. */
@NullMarked
package parley.bench.relay;

import org.jspecify.annotations.NullMarked;

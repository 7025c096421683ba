import type {Setting} from './app.js';

const names =
  /broker|kafka|bootstrap|rabbit|amqp|activemq|artemis|jms|mqtt|nats|stomp|pulsar|zookeeper|elastic|opensearch|mongo|postgres|etcd|memcache|minio|clickhouse/i;

/**
 * Where a broker, a database or the like is. Instances that differ in nothing else are one role, for they should share
 * it; what visitors or other apps are asked at over HTTP may well differ by role.
 */
export function isServiceAddress({key, values}: Pick<Setting, 'key' | 'values'>): boolean {
  return (
    values.length > 0 &&
    values.every((value) => {
      const text = value.trim();
      if (/^(?:failover:)?\(?[a-z][\w+.-]*:\/\//i.test(text)) return !/^(?:https?|wss?|file):/i.test(text) || names.test(key);
      return names.test(key) && /^[\w.-]+:\d{2,5}(?:,[\w.-]+:\d{2,5})*$/.test(text);
    })
  );
}

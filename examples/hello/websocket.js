import {createHash} from 'node:crypto';

const ACCEPT_SUFFIX = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
const FINAL = 0x80;
const CLOSE = 8;
const PING = 9;
const PONG = 10;
const GOING_AWAY = Buffer.from([0x03, 0xe9]);
const TOO_BIG = Buffer.from([0x03, 0xf1]);

/** Answers the handshake of RFC 6455 and sends every message back. */
export function echoWebSocket(request, socket, head, extraHeaders = {}) {
  const key = request.headers['sec-websocket-key'];
  if (!key) return socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n');
  const accept = createHash('sha1')
    .update(key + ACCEPT_SUFFIX)
    .digest('base64');
  const headers = {Upgrade: 'websocket', Connection: 'Upgrade', 'Sec-WebSocket-Accept': accept, ...extraHeaders};
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.write(`HTTP/1.1 101 Switching Protocols\r\n${lines.join('')}\r\n`);
  let pending = Buffer.alloc(0);
  socket.on('data', (chunk) => {
    pending = Buffer.concat([pending, chunk]);
    for (let frame = readFrame(pending); frame; frame = readFrame(pending)) {
      pending = pending.subarray(frame.end);
      answer(socket, frame);
    }
  });
  socket.unshift(head);
}

export function closeWebSocket(socket, reason = GOING_AWAY) {
  socket.end(frameOf(FINAL | CLOSE, reason));
  socket.setTimeout(1_000, () => socket.destroy());
}

function answer(socket, {first, payload}) {
  const opcode = first & 0x0f;
  if (opcode === CLOSE) closeWebSocket(socket, payload.subarray(0, 2));
  else if (opcode === PING) socket.write(frameOf(FINAL | PONG, payload));
  else if (opcode !== PONG) socket.write(frameOf(first, payload));
}

function readFrame(bytes) {
  if (bytes.length < 2) return;
  const short = bytes[1] & 0x7f;
  if (short === 127) return {first: FINAL | CLOSE, payload: TOO_BIG, end: bytes.length};
  const maskAt = short === 126 ? 4 : 2;
  if (bytes.length < maskAt) return;
  const end = maskAt + 4 + (short === 126 ? bytes.readUInt16BE(2) : short);
  if (bytes.length < end) return;
  const mask = bytes.subarray(maskAt, maskAt + 4);
  const payload = Buffer.from(bytes.subarray(maskAt + 4, end)).map((byte, index) => byte ^ mask[index % 4]);
  return {first: bytes[0], payload, end};
}

function frameOf(first, payload) {
  const length = payload.length < 126 ? [payload.length] : [126, payload.length >> 8, payload.length & 0xff];
  return Buffer.concat([Buffer.from([first, ...length]), payload]);
}

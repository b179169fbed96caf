export type { BodyEncoder, EncodedBody } from './body-encoder.ts';
export { form } from './form.ts';
export { json } from './json.ts';
export { multipart } from './multipart.ts';

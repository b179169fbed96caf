/** `FormData`, `Blob`, `Object`: what an object says it is. Unlike instanceof, it knows objects of another realm. */
export function kindOf(value: unknown): string {
  return Object.prototype.toString.call(value).slice(8, -1);
}

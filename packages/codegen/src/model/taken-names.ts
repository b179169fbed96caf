/** Reserved words that cannot name a type, and built-in types that are keywords. */
export const RESERVED_WORDS: ReadonlySet<string> = words(`
  arguments async await break case catch class const continue debugger default delete do else enum eval export extends
  false finally for function if implements import in instanceof interface let new null package private protected public
  return static super switch this throw true try typeof var void while with yield`);

const TYPE_KEYWORDS = words(`
  any asserts bigint boolean infer intrinsic is keyof never number object readonly string symbol undefined unique unknown`);

/** Names that the generated files define or import, including openapi-typescript's helpers. */
const GENERATED = words(`
  $defs BinaryDownload BinaryUpload CallOptions NeonCaller OneOf OtherString WithRequired XOR binary components multipart
  operations paths webhooks`);

/** Global types and classes of ECMAScript up to 2025, and of the proposals that TypeScript declares. */
const ECMASCRIPT = words(`
  AggregateError AggregateErrorConstructor Array ArrayBuffer ArrayBufferConstructor ArrayBufferLike ArrayBufferTypes
  ArrayBufferView ArrayConstructor ArrayIterator ArrayLike AsyncDisposable AsyncDisposableStack
  AsyncDisposableStackConstructor AsyncGenerator AsyncGeneratorFunction AsyncGeneratorFunctionConstructor
  AsyncIterable AsyncIterableIterator AsyncIterator AsyncIteratorObject Atomics Awaited BigInt BigInt64Array
  BigInt64ArrayConstructor BigIntConstructor BigIntToLocaleStringOptions BigUint64Array BigUint64ArrayConstructor
  Boolean BooleanConstructor BuiltinIteratorReturn CallableFunction Capitalize ClassAccessorDecoratorContext
  ClassAccessorDecoratorResult ClassAccessorDecoratorTarget ClassDecorator ClassDecoratorContext
  ClassFieldDecoratorContext ClassGetterDecoratorContext ClassMemberDecoratorContext ClassMethodDecoratorContext
  ClassSetterDecoratorContext ConcatArray ConstructorParameters DataView DataViewConstructor Date DateConstructor
  DecoratorContext DecoratorMetadata DecoratorMetadataObject Disposable DisposableStack DisposableStackConstructor
  Error ErrorConstructor ErrorOptions EvalError EvalErrorConstructor Exclude Extract FinalizationRegistry
  FinalizationRegistryConstructor FlatArray Float16Array Float16ArrayConstructor Float32Array Float32ArrayConstructor
  Float64Array Float64ArrayConstructor Function FunctionConstructor Generator GeneratorFunction
  GeneratorFunctionConstructor IArguments ImportAssertions ImportAttributes ImportCallOptions ImportMeta Infinity
  InstanceType Int16Array Int16ArrayConstructor Int32Array Int32ArrayConstructor Int8Array Int8ArrayConstructor Intl
  Iterable IterableIterator Iterator IteratorObject IteratorObjectConstructor IteratorResult IteratorReturnResult
  IteratorYieldResult JSON Lowercase Map MapConstructor MapIterator Math MethodDecorator NaN NewableFunction NoInfer
  NonNullable Number NumberConstructor Object ObjectConstructor Omit OmitThisParameter ParameterDecorator Parameters
  Partial Pick Promise PromiseConstructor PromiseConstructorLike PromiseFulfilledResult PromiseLike
  PromiseRejectedResult PromiseSettledResult PromiseWithResolvers PropertyDecorator PropertyDescriptor
  PropertyDescriptorMap PropertyKey Proxy ProxyConstructor ProxyHandler RangeError RangeErrorConstructor Readonly
  ReadonlyArray ReadonlyMap ReadonlySet ReadonlySetLike Record ReferenceError ReferenceErrorConstructor Reflect RegExp
  RegExpConstructor RegExpExecArray RegExpIndicesArray RegExpMatchArray RegExpStringIterator Required ReturnType Set
  SetConstructor SetIterator SharedArrayBuffer SharedArrayBufferConstructor String StringConstructor StringIterator
  SuppressedError SuppressedErrorConstructor Symbol SymbolConstructor SyntaxError SyntaxErrorConstructor
  TemplateStringsArray Temporal ThisParameterType ThisType TypeError TypeErrorConstructor TypedPropertyDescriptor
  URIError URIErrorConstructor Uint16Array Uint16ArrayConstructor Uint32Array Uint32ArrayConstructor Uint8Array
  Uint8ArrayConstructor Uint8ClampedArray Uint8ClampedArrayConstructor Uncapitalize Uppercase WeakKey WeakKeyTypes
  WeakMap WeakMapConstructor WeakRef WeakRefConstructor WeakSet WeakSetConstructor`);

/** Other classes that every runtime has. */
const PLATFORM = words(`
  AbortController AbortSignal Blob BroadcastChannel Buffer ByteLengthQueuingStrategy CompressionStream
  CountQueuingStrategy Crypto CryptoKey CustomEvent DOMException DecompressionStream Event EventTarget File FormData
  Headers MessageChannel MessageEvent MessagePort Performance PerformanceEntry PerformanceMark PerformanceMeasure
  PerformanceObserver PerformanceObserverEntryList PerformanceResourceTiming ReadableByteStreamController
  ReadableStream ReadableStreamBYOBReader ReadableStreamBYOBRequest ReadableStreamDefaultController
  ReadableStreamDefaultReader Request Response SubtleCrypto TextDecoder TextDecoderStream TextEncoder
  TextEncoderStream TransformStream TransformStreamDefaultController URL URLSearchParams WebAssembly WebSocket
  WritableStream WritableStreamDefaultController WritableStreamDefaultWriter`);

/** Returns true if the name means something else in a generated file. */
export function isTaken(name: string): boolean {
  return [RESERVED_WORDS, TYPE_KEYWORDS, GENERATED, ECMASCRIPT, PLATFORM].some((names) => names.has(name));
}

function words(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}

/** Models in the ONNX file format: the parts of `onnx.proto` (IR version 8) that are used here, encoded by protobufjs. */
import { fileURLToPath } from 'node:url';
import protobuf from 'protobufjs';

/** TensorProto.DataType.FLOAT. */
export const FLOAT = 1;

/** AttributeProto.AttributeType: a number, a list of numbers. */
export const ATTRIBUTE_TYPES = { int: 2, ints: 7 } as const;

/** One attribute of a node. */
export type OnnxAttribute =
  | { readonly name: string; readonly type: typeof ATTRIBUTE_TYPES.int; readonly i: number }
  | { readonly name: string; readonly type: typeof ATTRIBUTE_TYPES.ints; readonly ints: readonly number[] };

/** One operator. */
export interface OnnxNode {
  readonly name: string;
  readonly opType: string;
  readonly input: readonly string[];
  readonly output: readonly string[];
  readonly attribute: readonly OnnxAttribute[];
}

/** One weight; little-endian float32. */
export interface OnnxTensor {
  readonly name: string;
  readonly dims: readonly number[];
  readonly dataType: typeof FLOAT;
  readonly rawData: Uint8Array;
}

/** A side of a value: fixed, or named when it may be any number. */
export type OnnxDimension = { readonly dimValue: number } | { readonly dimParam: string };

/** An input or output. */
export interface OnnxValue {
  readonly name: string;
  readonly type: {
    readonly tensorType: {
      readonly elemType: typeof FLOAT;
      readonly shape: { readonly dim: readonly OnnxDimension[] };
    };
  };
}

/** A whole model. */
export interface OnnxModel {
  readonly irVersion: number;
  readonly producerName: string;
  readonly producerVersion: string;
  readonly docString: string;
  readonly opsetImport: readonly { readonly domain: string; readonly version: number }[];
  readonly metadataProps: readonly { readonly key: string; readonly value: string }[];
  readonly graph: {
    readonly name: string;
    readonly node: readonly OnnxNode[];
    readonly initializer: readonly OnnxTensor[];
    readonly input: readonly OnnxValue[];
    readonly output: readonly OnnxValue[];
  };
}

const PROTO = fileURLToPath(new URL('./onnx.proto', import.meta.url));

/**
 * Encodes a model.
 *
 * @returns the bytes of an `.onnx` file
 * @throws Error when a field doesn't fit `onnx.proto`
 */
export async function encodeOnnx(model: OnnxModel): Promise<Uint8Array> {
  const type = await loadModelType();
  const fields: Record<string, unknown> = { ...model };
  const fault = type.verify(fields);
  if (fault !== null) throw new Error(`The model doesn't fit onnx.proto: ${fault}`);
  return type.encode(type.fromObject(fields)).finish();
}

/**
 * Decodes a model to a plain object, with names as in `OnnxModel` and numbers for the enumerations.
 *
 * @throws Error when the bytes are no ONNX model
 */
export async function decodeOnnx(bytes: Uint8Array): Promise<Record<string, unknown>> {
  const type = await loadModelType();
  return type.toObject(type.decode(bytes), { longs: Number, arrays: true });
}

async function loadModelType(): Promise<protobuf.Type> {
  return (await protobuf.load(PROTO)).lookupType('onnx.ModelProto');
}

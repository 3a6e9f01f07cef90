"""The exported network in PyTorch on one thread, for `npm run bench -- --python PATH`.

Usage: native-torch.py GRAPH INPUTS. GRAPH is the JSON that the bench writes of the ONNX graph (nodes; weights as base64 of little-endian
float32), INPUTS float32 [n, S, S, 1] of the self-test. Speaks the lines of training/bench/native-engine.ts. Needs torch and numpy,
neither of which this repository installs.
"""

import base64
import json
import resource
import sys
import time

import numpy as np
import torch
import torch.nn.functional as F

torch.set_num_threads(1)
torch.set_num_interop_threads(1)


def read_graph(path):
    with open(path, encoding="utf-8") as file:
        graph = json.load(file)
    weights = {
        item["name"]: torch.from_numpy(
            np.frombuffer(base64.b64decode(item["data"]), dtype="<f4").reshape(item["dims"]).copy()
        )
        for item in graph["tensors"]
    }
    return graph, weights


def split_pads(pads):
    """ONNX [top, left, bottom, right]: as the operator's own padding where it is even, else as one step before it."""
    top, left, bottom, right = pads
    if top == bottom and left == right:
        return (top, left), None
    return (0, 0), (left, right, top, bottom)


def build_step(node, weights):
    kind, attributes = node["opType"], node["attributes"]
    names = [name for name in node["input"] if name not in weights]
    held = [weights[name] for name in node["input"] if name in weights]
    if kind == "Transpose":
        return names, lambda x: x.permute(attributes["perm"])
    if kind == "Conv":
        padding, before = split_pads(attributes["pads"])
        stride, groups = attributes["strides"], attributes.get("group", 1)
        if before is None:
            return names, lambda x: F.conv2d(x, held[0], held[1], stride, padding, groups=groups)
        return names, lambda x: F.conv2d(F.pad(x, before), held[0], held[1], stride, groups=groups)
    if kind == "MaxPool":
        padding, before = split_pads(attributes["pads"])
        size, stride = attributes["kernel_shape"], attributes["strides"]
        if before is None:
            return names, lambda x: F.max_pool2d(x, size, stride, padding)
        return names, lambda x: F.max_pool2d(F.pad(x, before, value=float("-inf")), size, stride)
    if kind == "AveragePool":
        padding, before = split_pads(attributes["pads"])
        if before is not None:
            raise NotImplementedError("an average over uneven padding")
        size, stride = attributes["kernel_shape"], attributes["strides"]
        return names, lambda x: F.avg_pool2d(x, size, stride, padding, count_include_pad=False)
    if kind == "Relu":
        return names, F.relu
    if kind == "Add":
        return names, torch.add
    if kind == "GlobalAveragePool":
        return names, lambda x: x.mean((2, 3), keepdim=True)
    if kind == "Flatten":
        return names, lambda x: x.flatten(1)
    if kind == "Gemm":
        return names, lambda x: torch.addmm(held[1], x, held[0])
    raise NotImplementedError(kind)


class Network:
    def __init__(self, graph, weights, is_channels_last):
        if is_channels_last:
            weights = {
                name: value.to(memory_format=torch.channels_last) if value.dim() == 4 else value
                for name, value in weights.items()
            }
        self.steps = [(build_step(node, weights), node["output"][0]) for node in graph["nodes"]]
        self.input, self.outputs = graph["input"], graph["outputs"]
        self.logit = graph["logit"]
        self.is_channels_last = is_channels_last

    def __call__(self, x):
        values = {self.input: x}
        for (names, step), output in self.steps:
            value = step(*(values[name] for name in names))
            values[output] = value if self.is_channels_last or value.dim() != 4 else value.contiguous()
        # Every output is read, as in the page.
        read = {name: values[name].numpy() for name in self.outputs}
        return read[self.logit]


def answer(message):
    print(json.dumps(message), flush=True)


def make_batch(inputs, count):
    return torch.from_numpy(np.ascontiguousarray(inputs[[at % len(inputs) for at in range(count)]]))


def time_run(network, batch):
    usage = resource.getrusage(resource.RUSAGE_SELF)
    start = time.perf_counter()
    network(batch)
    seconds = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_SELF)
    cpu = after.ru_utime + after.ru_stime - usage.ru_utime - usage.ru_stime
    return 1000 * seconds, 1000 * cpu


def choose(graph, weights, inputs):
    """The faster of the two memory layouts: either is what a careful user would take."""
    networks = [Network(graph, weights, is_last) for is_last in (False, True)]
    batch = make_batch(inputs, 1)
    best = [min(time_run(network, batch)[0] for _ in range(15)) for network in networks]
    return networks[best.index(min(best))]


@torch.inference_mode()
def main():
    graph, weights = read_graph(sys.argv[1])
    side = graph["sidePx"]
    inputs = np.fromfile(sys.argv[2], dtype="<f4").reshape(-1, side, side, 1)
    network = choose(graph, weights, inputs)
    layout = "channels last" if network.is_channels_last else "channels first"
    answer({"version": f"{torch.__version__.split('+')[0]}, {layout}"})
    for line in sys.stdin:
        order = json.loads(line)
        if "run" in order:
            ms, cpu = time_run(network, make_batch(inputs, order["run"]))
            answer({"ms": ms, "cpuMs": cpu})
        elif "logits" in order:
            answer({"logits": network(make_batch(inputs, order["logits"])).reshape(-1).tolist()})
        elif "peak" in order:
            a, b = torch.rand(order["peak"], order["peak"]), torch.rand(order["peak"], order["peak"])
            best = float("inf")
            for _ in range(12):
                start = time.perf_counter()
                torch.mm(a, b)
                best = min(best, time.perf_counter() - start)
            answer({"ms": 1000 * best})


main()

#!/usr/bin/env python3
"""Times what vitmae is compared with, in PyTorch on this machine.

Pretraining steps of a plain masked autoencoder (He et al. 2021) and of Hugging Face's
ViTMAEForPreTraining, fine-tuning steps of timm's Vision Transformer; eager and compiled; fp32, tf32
and bf16 autocast. A step goes from bytes on the host to updated weights, as in `vitmae bench`,
and the CSV file has the columns of `vitmae bench --csv`; what is not measured here is empty.

    pip install torch transformers timm
    python3 mae_peers.py --model base large huge --batch 384 --csv peers.csv

Without transformers or timm their rows are left out. Needs PyTorch 2.4 or newer.
"""
import argparse
import csv
import gc
import statistics
import sys
import time

try:
    import torch
    import torch.nn.functional as F
    from torch import nn
except ImportError:
    sys.exit("PyTorch is missing: pip install torch")

try:
    from transformers import ViTMAEConfig, ViTMAEForPreTraining
except ImportError:
    ViTMAEForPreTraining = None

try:
    from timm.models.vision_transformer import VisionTransformer
except ImportError:
    VisionTransformer = None

SIDE, CLASSES, MASK_RATIO = 224, 1000, 0.75
MEAN, STD = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)

# patch, width, blocks, heads; decoder width, blocks, heads
MODELS = {
    "tiny": (16, 192, 12, 3, 128, 4, 4),
    "small": (16, 384, 12, 6, 512, 8, 16),
    "base": (16, 768, 12, 12, 512, 8, 16),
    "large": (16, 1024, 24, 16, 512, 8, 16),
    "huge": (14, 1280, 32, 16, 512, 8, 16),
}

COLUMNS = [
    "case", "device", "precision", "threads", "batch", "ms", "images_per_second", "gflop",
    "gflop_per_second", "peak_share_percent", "gb_per_second", "bandwidth_share_percent",
    "optimizer_ms", "optimizer_floor_ms", "casts_ms", "optimizer_casts_percent", "peak_memory_mb",
    "ratio_to_training", "speed_up",
]


class Block(nn.Module):
    """A pre-norm Transformer block."""

    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.norm1 = nn.LayerNorm(width, eps=1e-6)
        self.qkv = nn.Linear(width, 3 * width)
        self.proj = nn.Linear(width, width)
        self.norm2 = nn.LayerNorm(width, eps=1e-6)
        self.mlp = nn.Sequential(nn.Linear(width, 4 * width), nn.GELU(), nn.Linear(4 * width, width))

    def forward(self, x):
        n, tokens, width = x.shape
        qkv = self.qkv(self.norm1(x)).view(n, tokens, 3, self.heads, width // self.heads)
        q, k, v = qkv.permute(2, 0, 3, 1, 4).unbind(0)
        mixed = F.scaled_dot_product_attention(q, k, v)
        x = x + self.proj(mixed.transpose(1, 2).reshape(n, tokens, width))
        return x + self.mlp(self.norm2(x))


class PlainMae(nn.Module):
    """A masked autoencoder as the paper describes it; returns the loss. Positions are frozen noise."""

    def __init__(self, patch, width, depth, heads, decoder_width, decoder_depth, decoder_heads):
        super().__init__()
        self.patch, self.length = patch, (SIDE // patch) ** 2
        values = 3 * patch * patch
        self.embed = nn.Linear(values, width)
        self.cls = nn.Parameter(0.02 * torch.randn(1, 1, width))
        self.register_buffer("pos", 0.02 * torch.randn(1, 1 + self.length, width))
        self.blocks = nn.Sequential(*(Block(width, heads) for _ in range(depth)))
        self.norm = nn.LayerNorm(width, eps=1e-6)
        self.decoder_embed = nn.Linear(width, decoder_width)
        self.mask_token = nn.Parameter(0.02 * torch.randn(1, 1, decoder_width))
        self.register_buffer("decoder_pos", 0.02 * torch.randn(1, 1 + self.length, decoder_width))
        self.decoder = nn.Sequential(*(Block(decoder_width, decoder_heads) for _ in range(decoder_depth)))
        self.decoder_norm = nn.LayerNorm(decoder_width, eps=1e-6)
        self.pred = nn.Linear(decoder_width, values)

    def forward(self, images):
        patches = F.unfold(images, self.patch, stride=self.patch).transpose(1, 2)
        n = patches.shape[0]
        shuffle = torch.rand(n, self.length, device=images.device).argsort(1)
        keep = shuffle[:, : int(self.length * (1 - MASK_RATIO))]
        x = self.embed(patches) + self.pos[:, 1:]
        x = x.gather(1, keep[..., None].expand(-1, -1, x.shape[2]))
        x = torch.cat([(self.cls + self.pos[:, :1]).expand(n, -1, -1), x], 1)
        x = self.decoder_embed(self.norm(self.blocks(x)))
        hidden = self.mask_token.to(x.dtype).expand(n, self.length - keep.shape[1], -1)
        tokens = torch.cat([x[:, 1:], hidden], 1)
        restore = shuffle.argsort(1)[..., None].expand(-1, -1, tokens.shape[2])
        x = torch.cat([x[:, :1], tokens.gather(1, restore)], 1) + self.decoder_pos
        pred = self.pred(self.decoder_norm(self.decoder(x)))[:, 1:].float()
        mask = torch.ones(n, self.length, device=images.device).scatter(1, keep, 0.0)
        variance = patches.var(-1, keepdim=True)
        target = (patches - patches.mean(-1, keepdim=True)) / (variance + 1e-6).sqrt()
        return ((pred - target).square().mean(-1) * mask).sum() / mask.sum()


class HuggingFaceMae(nn.Module):
    """Hugging Face's masked autoencoder; returns the loss."""

    def __init__(self, patch, width, depth, heads, decoder_width, decoder_depth, decoder_heads):
        super().__init__()
        self.mae = ViTMAEForPreTraining(ViTMAEConfig(
            image_size=SIDE, patch_size=patch, hidden_size=width, num_hidden_layers=depth,
            num_attention_heads=heads, intermediate_size=4 * width, decoder_hidden_size=decoder_width,
            decoder_num_hidden_layers=decoder_depth, decoder_num_attention_heads=decoder_heads,
            decoder_intermediate_size=4 * decoder_width, mask_ratio=MASK_RATIO, norm_pix_loss=True,
            layer_norm_eps=1e-6))

    def forward(self, images):
        return self.mae(pixel_values=images).loss


class TimmClassifier(nn.Module):
    """timm's Vision Transformer, fine-tuned as in the paper's table 9: mixup, drop path; returns the loss."""

    def __init__(self, patch, width, depth, heads, *_decoder):
        super().__init__()
        self.vit = VisionTransformer(
            img_size=SIDE, patch_size=patch, embed_dim=width, depth=depth, num_heads=heads,
            num_classes=CLASSES, global_pool="avg", drop_path_rate=0.1)

    def forward(self, images):
        labels = torch.randint(CLASSES, (images.shape[0],), device=images.device)
        targets = F.one_hot(labels, CLASSES) * 0.9 + 0.1 / CLASSES
        scores = self.vit(0.7 * images + 0.3 * images.flip(0))
        return F.cross_entropy(scores.float(), 0.7 * targets + 0.3 * targets.flip(0))


def groups(model, layers):
    """Parameters by weight decay and, for layer decay, by block; as many groups as a real recipe has."""
    found = {}
    for name, parameter in model.named_parameters():
        if parameter.requires_grad:
            block = int(name.split("blocks.")[1].split(".")[0]) if layers and "blocks." in name else -1
            found.setdefault((parameter.ndim > 1, block), []).append(parameter)
    return [{"params": p, "weight_decay": 0.05 if decays else 0.0} for (decays, _), p in found.items()]


def reset_peak(device):
    gc.collect()
    if device.type == "cuda":
        torch.cuda.empty_cache()
        torch.cuda.reset_peak_memory_stats()
        return
    try:
        with open("/proc/self/clear_refs", "w") as file:
            file.write("5")
    except OSError:
        pass  # the peak is then that of the whole process


def peak_bytes(device):
    if device.type == "cuda":
        return torch.cuda.max_memory_reserved()
    with open("/proc/self/status") as file:
        return next(1024 * int(line.split()[1]) for line in file if line.startswith("VmHWM"))


def synchronize(device):
    if device.type == "cuda":
        torch.cuda.synchronize()


def measure(make, shape, compiled, precision, args, device):
    """Returns the median milliseconds of a step and the most memory held."""
    torch.set_float32_matmul_precision("high" if precision == "tf32" else "highest")
    torch.backends.cudnn.allow_tf32 = precision == "tf32"  # convolutions
    reset_peak(device)
    model = make(*shape).to(device).train()
    optimizer = torch.optim.AdamW(
        groups(model, make is TimmClassifier), lr=1e-4, betas=(0.9, 0.95), fused=True)
    forward = torch.compile(model) if compiled else model
    pixels = torch.randint(256, (args.batch, 3, SIDE, SIDE), dtype=torch.uint8)
    pixels = pixels.pin_memory() if device.type == "cuda" else pixels
    mean = 255 * torch.tensor(MEAN, device=device).view(3, 1, 1)
    std = 255 * torch.tensor(STD, device=device).view(3, 1, 1)

    def step():
        images = (pixels.to(device, non_blocking=True).float() - mean) / std
        with torch.autocast(device.type, dtype=torch.bfloat16, enabled=precision == "bf16"):
            loss = forward(images)
        loss.backward()
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)

    for _ in range(args.warm_up):
        step()
    millis = []
    at_once = 5 if device.type == "cuda" else 1  # as vitmae bench: the host prepares the next step meanwhile
    for _ in range(args.steps):
        synchronize(device)
        begin = time.perf_counter()
        for _ in range(at_once):
            step()
        synchronize(device)
        millis.append(1000 * (time.perf_counter() - begin) / at_once)
    return statistics.median_low(millis), peak_bytes(device)


def cases(args, device):
    peers = [("train", "plain", PlainMae)]
    if ViTMAEForPreTraining is None:
        print("transformers is missing, its rows are left out: pip install transformers", file=sys.stderr)
    else:
        peers.append(("train", "hugging-face", HuggingFaceMae))
    if VisionTransformer is None:
        print("timm is missing, its rows are left out: pip install timm", file=sys.stderr)
    else:
        peers.append(("fine-tune", "timm", TimmClassifier))
    precisions = ["fp32", "tf32", "bf16"] if device.type == "cuda" else ["fp32", "bf16"]
    for model in args.model:
        for work, peer, make in peers:
            for precision in args.precision or precisions:
                for compiled in (False, True):
                    mode = "compiled" if compiled else "eager"
                    name = f"{work} vit-{model} {SIDE}/{MODELS[model][0]} {peer} {mode}"
                    yield name, make, MODELS[model], compiled, precision


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n", maxsplit=1)[0])
    parser.add_argument("--model", nargs="+", choices=MODELS, default=["base"])
    parser.add_argument("--batch", type=int, default=64, help="images per batch")
    parser.add_argument("--precision", nargs="+", choices=["fp32", "tf32", "bf16"])
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    parser.add_argument("--threads", type=int, help="compute threads of the CPU")
    parser.add_argument("--warm-up", type=int, default=10)
    parser.add_argument("--steps", type=int, default=20)
    parser.add_argument("--csv", help="also writes the table here")
    args = parser.parse_args()
    if args.threads:
        torch.set_num_threads(args.threads)
    device = torch.device(args.device)
    rows = []
    for name, make, shape, compiled, precision in cases(args, device):
        try:
            millis, memory = measure(make, shape, compiled, precision, args, device)
        except Exception as failure:  # out of memory, no compiler: the other rows are still worth having
            print(f"{name} {precision}: {type(failure).__name__}: {failure}", file=sys.stderr)
            continue
        finally:
            torch.compiler.reset()
        rate = 1000 * args.batch / millis
        row = dict.fromkeys(COLUMNS, "")
        row.update(
            case=name, device=str(device), precision=precision, threads=torch.get_num_threads(),
            batch=args.batch, ms=f"{millis:.2f}", images_per_second=f"{rate:.1f}",
            peak_memory_mb=f"{memory / 1e6:.0f}")
        rows.append(row)
        print(f"{name:52} {precision}  {millis:9.2f} ms  {rate:9.1f} images/s  {memory / 1e6:7.0f} MB", flush=True)
    if args.csv:
        with open(args.csv, "w", newline="") as file:
            table = csv.DictWriter(file, COLUMNS, lineterminator="\n")
            table.writeheader()
            table.writerows(rows)


if __name__ == "__main__":
    main()

package org.vitmae.config;

/**
 * One way to pretrain: what {@code variants} may change, filled up with the experiment's own.
 *
 * @param model the shape of the masked autoencoder, and of the arms that start from it
 * @param masking which patches the encoder does not see
 * @param pretrain how it is trained
 */
public record VariantConfig(ModelConfig model, MaskingConfig masking, PretrainConfig pretrain) {}
